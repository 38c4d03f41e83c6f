/**
 * Live capture: packets from a network interface into a pcapng file.
 *
 * <p>A process of its own captures and does nothing else: {@code CaptureProcess} starts it, {@code
 * Recording} is what runs in it. The rest of the program reads the growing file like any other, so
 * there is one way in, and the file stands whatever happens to the window. Only this process needs
 * the right to capture.
 *
 * <p>Packets come from a {@code PacketSource}: libpcap through pcap4j's raw loop (the only one of
 * its ways that keeps up), or an installed {@code dumpcap} that has the rights which this user
 * lacks. The thread that gets packets also writes them: the operating system's capture buffer is
 * what takes up the times at which the disk is slow. A second thread flushes some times a second,
 * counts, and ends the recording when its time has come.
 *
 * <p>libpcap is found when it is first asked for. What it reports is passed on in its own words.
 */
@NullMarked
package dev.stallscope.capture.live;

import org.jspecify.annotations.NullMarked;
