package dev.stallscope.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of all sections of a pcapng file. Blocks name them by their place in the section;
 * outside they are numbered through.
 */
final class PcapngInterfaces {
  private final List<InterfaceState> all = new ArrayList<>();

  /** Those of this section, in an array since one is looked up for every packet. */
  private InterfaceState[] ofSection = new InterfaceState[4];

  private int countInSection;

  void beginSection() {
    countInSection = 0;
  }

  void add(ByteOrderReads order, byte[] bytes, int body, int end) {
    if (countInSection == ofSection.length) {
      ofSection = Arrays.copyOf(ofSection, countInSection * 2);
    }
    InterfaceState added = new InterfaceState(all.size(), order, bytes, body, end);
    all.add(added);
    ofSection[countInSection++] = added;
  }

  boolean isFull() {
    return all.size() == CaptureLimits.INTERFACES;
  }

  /** The interface with an id of this section, or null if none was described. */
  @Nullable InterfaceState find(long id) {
    return id < countInSection ? ofSection[(int) id] : null;
  }

  List<CaptureInterface> toInterfaces() {
    return all.stream().map(InterfaceState::toInterface).toList();
  }
}
