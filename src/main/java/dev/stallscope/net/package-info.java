/** Addresses: who talks with whom, and in which direction. */
@NullMarked
package dev.stallscope.net;

import org.jspecify.annotations.NullMarked;
