/** Where the parts are put together: capture files in, one immutable analysis out. */
@NullMarked
package dev.stallscope.analysis;

import org.jspecify.annotations.NullMarked;
