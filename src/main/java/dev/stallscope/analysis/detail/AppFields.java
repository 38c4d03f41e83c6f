package dev.stallscope.analysis.detail;

/**
 * What a packet carries above the transport.
 *
 * @param protocol as the protocol column writes it
 * @param info one line
 * @param field the whole, with its parts
 */
record AppFields(String protocol, String info, PacketField field) {}
