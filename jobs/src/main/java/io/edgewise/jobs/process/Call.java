package io.edgewise.jobs.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A call is a command that is to be run once.
 *
 * @param words the program, then its arguments
 * @param folder that it is run in
 * @param environment variables beside the few that every command gets
 */
public record Call(
    List<String> words, Path folder, Map<String, String> environment, Limits limits) {}
