/**
 * The packets of what is selected, or all: a table whose rows are decoded when they are shown, the
 * fields and bytes of the selected one, and what was said on its connection.
 *
 * <p>{@link dev.stallscope.ui.packets.PacketScope} says which packets belong to a selection; {@link
 * dev.stallscope.ui.packets.PacketLines} decodes the lines that are looked at in the background and
 * keeps the last few thousand of them. Nothing is read from a file on the FX thread. Secrets are
 * hidden until somebody asks to see them.
 */
@NullMarked
package dev.stallscope.ui.packets;

import org.jspecify.annotations.NullMarked;
