/**
 * An analysis written for somebody else: text for a person in a terminal, JSON for a program, HAR
 * for tools of browsers; in the packages below a page for a slide, its picture, and HTML.
 *
 * <p>All take an {@link dev.stallscope.analysis.Analysis} and an {@link Appendable} or stream; they
 * print nothing themselves. What could identify or let somebody in (cookies, tokens, passwords in
 * URLs) is masked by {@link Labels} unless the reader asks for it.
 */
@NullMarked
package dev.stallscope.report;

import org.jspecify.annotations.NullMarked;
