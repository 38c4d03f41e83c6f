/**
 * The main window: menus, toolbar, docked panes, drag and drop, and the start page.
 *
 * <p>A pane is a line in {@link dev.stallscope.ui.window.PaneCatalogue}: its name, its place, its
 * key and how it is made from a workspace. {@link dev.stallscope.ui.window.Desk} lays out those
 * there are and remembers the splitters.
 */
@NullMarked
package dev.stallscope.ui.window;

import org.jspecify.annotations.NullMarked;
