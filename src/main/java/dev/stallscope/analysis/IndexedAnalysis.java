package dev.stallscope.analysis;

import java.util.List;

/**
 * An analysis with the flows that its packet index refers to.
 *
 * @param flows by id; empty where no index was kept
 */
record IndexedAnalysis(Analysis analysis, List<CaptureFlow> flows) {}
