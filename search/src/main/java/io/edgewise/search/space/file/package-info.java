/** Search spaces and architectures as files: the one room that knows every family of networks. */
@NullMarked
package io.edgewise.search.space.file;

import org.jspecify.annotations.NullMarked;
