package dev.stallscope.capture;

/**
 * Something wrong with a capture file that did not stop what could be read from being read.
 *
 * @param file name of the file
 * @param byteOffset where in the (decompressed) file
 * @param text one sentence for a person: what happened, and what it means for the analysis
 */
public record CaptureWarning(String file, long byteOffset, String text) {}
