package dev.stallscope.capture.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be captured, and into which file.
 *
 * @param interfaceName as libpcap has it
 * @param filter in libpcap's language; empty for everything
 * @param snapLength bytes kept of each packet at most
 * @param bufferMegabytes of the operating system's capture buffer
 * @param isPromiscuous whether to ask the card for packets that are not for this machine
 * @param file to write, in place of what was there
 * @param ring how the recording is divided into files
 * @param until what ends it
 */
public record CaptureOrder(
    String interfaceName,
    String filter,
    int snapLength,
    int bufferMegabytes,
    boolean isPromiscuous,
    Path file,
    RingBuffer ring,
    StopConditions until) {
  /** Offloading hands packets of up to 64 kB to the capture; what tcpdump and Wireshark take. */
  public static final int WHOLE_PACKETS = 262_144;

  /** Takes up some hundred milliseconds of a fully used gigabit link; the system's 2 MB do not. */
  public static final int BUFFER_MEGABYTES = 32;

  /** libpcap counts the buffer's bytes in an int. */
  public static final int MAX_BUFFER_MEGABYTES = 1024;

  public CaptureOrder {
    if (snapLength < 1 || snapLength > WHOLE_PACKETS) {
      throw new IllegalArgumentException("snap length " + snapLength);
    }
    if (bufferMegabytes < 1 || bufferMegabytes > MAX_BUFFER_MEGABYTES) {
      throw new IllegalArgumentException("buffer of " + bufferMegabytes + " MB");
    }
  }

  /** Whole packets into one file, until somebody stops it. */
  public static CaptureOrder of(String interfaceName, String filter, Path file) {
    return new CaptureOrder(
        interfaceName,
        filter,
        WHOLE_PACKETS,
        BUFFER_MEGABYTES,
        false,
        file,
        RingBuffer.NONE,
        StopConditions.NONE);
  }

  /** The same as arguments of {@code stallscope capture}. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("--interface=" + interfaceName);
    arguments.add("--output=" + file);
    arguments.add("--snaplen=" + snapLength);
    arguments.add("--buffer=" + bufferMegabytes);
    if (!filter.isEmpty()) {
      arguments.add("--filter=" + filter);
    }
    if (isPromiscuous) {
      arguments.add("--promiscuous");
    }
    addIfSet(arguments, "--ring-files", ring.files());
    addIfSet(arguments, "--ring-size", ring.sizeBytes());
    addIfSet(arguments, "--ring-seconds", ring.seconds());
    addIfSet(arguments, "--packets", until.packets());
    addIfSet(arguments, "--seconds", until.seconds());
    addIfSet(arguments, "--size", until.sizeBytes());
    return arguments;
  }

  private static void addIfSet(List<String> arguments, String option, long value) {
    if (value > 0) {
      arguments.add(option + "=" + value);
    }
  }
}
