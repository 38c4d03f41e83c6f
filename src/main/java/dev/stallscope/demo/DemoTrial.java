package dev.stallscope.demo;

/**
 * Something to ask that is no trouble.
 *
 * @param title what it shows
 * @param command what to type
 */
public record DemoTrial(String title, String command) {}
