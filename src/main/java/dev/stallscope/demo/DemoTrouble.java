package dev.stallscope.demo;

/**
 * A trouble that can be tried out, and what is healthy instead.
 *
 * @param id also its path
 * @param title what happens, a short sentence
 * @param finding the id of the finding that a capture of it gives
 * @param commands what to type to meet it
 * @param fixedCommands what to type to meet the healthy twin
 */
public record DemoTrouble(
    String id, String title, String finding, String commands, String fixedCommands) {}
