/** What a finished search shows: the summary, the front as files, the plot. Decides nothing. */
@NullMarked
package io.edgewise.jobs.report;

import org.jspecify.annotations.NullMarked;
