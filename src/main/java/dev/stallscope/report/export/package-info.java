/** Reports in files, for the command line and the window alike. */
@NullMarked
package dev.stallscope.report.export;

import org.jspecify.annotations.NullMarked;
