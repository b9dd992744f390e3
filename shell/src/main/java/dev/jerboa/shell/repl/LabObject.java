package dev.jerboa.shell.repl;

/**
 * An object that snippets find as a variable.
 *
 * @param path where it is in the configuration; empty if it is not from there
 */
record LabObject(String name, String path, Class<?> type, Object value) {}
