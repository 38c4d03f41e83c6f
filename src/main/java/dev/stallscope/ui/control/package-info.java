/** Controls that several panes share: the canvas for charts, cells, headers. */
@NullMarked
package dev.stallscope.ui.control;

import org.jspecify.annotations.NullMarked;
