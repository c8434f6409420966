/** What the classes for many threads guarantee, put to the test by jcstress. Each test names the guarantee it is about. */
package io.github.crdt4j.stress;
