/**
 * A server on this machine that has the troubles which Stallscope finds, each beside its healthy
 * twin, for trying it out without a network.
 *
 * <p>{@code DemoCatalogue} lists the troubles; one handler answers for HTTP/1.1, HTTP/2, HTTP/3 and
 * gRPC alike, since netty hands it the messages of all of them in one form. A second port delays
 * TLS handshakes, and a resolver delays lookups. {@code DemoVisit} asks for a trouble as a careless
 * client would, and for its twin as a careful one. Everything is bound to the loopback interface.
 */
@NullMarked
package dev.stallscope.demo;

import org.jspecify.annotations.NullMarked;
