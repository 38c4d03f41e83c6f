/**
 * Files that are still being written while they are open. {@link
 * dev.stallscope.ui.growth.GrowthViewModel} looks once a second whether they are larger than when
 * they were read, and reads them again when the user wants that, once or as long as they grow; what
 * was read before stays on screen until then. {@link dev.stallscope.ui.growth.GrowthBar} says so
 * over the panes. What this program captures itself is none of it: {@code ui.livecapture} follows
 * that.
 */
@NullMarked
package dev.stallscope.ui.growth;

import org.jspecify.annotations.NullMarked;
