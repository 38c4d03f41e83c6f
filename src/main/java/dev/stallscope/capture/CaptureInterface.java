package dev.stallscope.capture;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * An interface that packets were captured on.
 *
 * @param id index in the capture, from 0
 * @param name as in {@code if_name}, or empty
 * @param description as in {@code if_description}, or empty
 * @param linkType the LINKTYPE_ value
 * @param snapLength bytes kept of each packet at most; 0 means no limit
 * @param filter the capture filter, or empty
 * @param received packets the interface received, by the last statistics block
 * @param dropped packets dropped by interface and operating system, by the last statistics block
 */
public record CaptureInterface(
    int id,
    Optional<String> name,
    Optional<String> description,
    int linkType,
    int snapLength,
    Optional<String> filter,
    OptionalLong received,
    OptionalLong dropped) {
  /** The same interface under another number. */
  CaptureInterface withId(int newId) {
    return new CaptureInterface(
        newId, name, description, linkType, snapLength, filter, received, dropped);
  }
}
