/** What every part of this project keeps to, as tests. Each failure says what to do about it. */
package org.drover.deploy.house;
