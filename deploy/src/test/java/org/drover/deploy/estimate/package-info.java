@NullMarked
package org.drover.deploy.estimate;

import org.jspecify.annotations.NullMarked;
