/**
 * The demo server in the window: started once, kept until the window closes or the user ends it,
 * and in sight while it runs.
 *
 * <p>Who wants something of it asks {@link dev.stallscope.ui.demo.DemoViewModel}, which starts the
 * server first where it does not run yet.
 */
@NullMarked
package dev.stallscope.ui.demo;

import org.jspecify.annotations.NullMarked;
