/**
 * What tests are built from: packets, captures written as scenarios a person can read, real
 * captures with what tshark says of them, and golden files.
 */
@NullMarked
package dev.stallscope.testkit;

import org.jspecify.annotations.NullMarked;
