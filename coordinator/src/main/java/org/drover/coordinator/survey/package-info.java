/** What a survey found, added up from the journal for people and programs. Knows no database. */
@NullMarked
package org.drover.coordinator.survey;

import org.jspecify.annotations.NullMarked;
