/**
 * A report of searches as one page of HTML that opens anywhere, without a network, and its pictures
 * as PNG. Java reads the history and fills in one document of JSON; the page's template, style and
 * script are resources. Nothing that the history says becomes markup: the document is data, and the
 * script makes text nodes of it.
 */
@NullMarked
package io.edgewise.jobs.page;

import org.jspecify.annotations.NullMarked;
