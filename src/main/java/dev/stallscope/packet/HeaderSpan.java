package dev.stallscope.packet;

/**
 * Where a header stands in its packet.
 *
 * @param offset of its first byte in the bytes that were decoded
 * @param captured bytes from there to the end of the packet, as far as the capture kept them
 */
public record HeaderSpan(Layer layer, int offset, int captured) {}
