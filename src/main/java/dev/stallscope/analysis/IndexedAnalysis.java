package dev.stallscope.analysis;

import dev.stallscope.protocol.ProtocolDetector;
import java.util.List;

/**
 * An analysis with the flows that its packet index refers to.
 *
 * @param flows by id; empty where no index was kept
 * @param detector finds who reads them, with the capture's keys
 */
record IndexedAnalysis(Analysis analysis, List<CaptureFlow> flows, ProtocolDetector detector) {}
