/** What is wrong with the capture itself: these findings limit what the others may say. */
@NullMarked
package dev.stallscope.diagnosis.capture;

import org.jspecify.annotations.NullMarked;
