package dev.stallscope.exchange;

import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pairs the messages of one conversation: in order, the oldest open request is answered first; by
 * key, the open request with the same key. A request sent again under a key that is still open is a
 * retry of the same exchange.
 */
final class MessagePairing {
  private final Conversation conversation;
  private final List<ExchangeDraft> drafts = new ArrayList<>();
  private final Deque<ExchangeDraft> openInOrder = new ArrayDeque<>();
  private final Map<Object, ExchangeDraft> openByKey = new LinkedHashMap<>();

  private MessagePairing(Conversation conversation) {
    this.conversation = conversation;
  }

  static List<ExchangeDraft> pair(Conversation conversation) {
    MessagePairing pairing = new MessagePairing(conversation);
    for (Message message : conversation.messages()) {
      pairing.take(message);
    }
    pairing.endUnanswered();
    for (ExchangeDraft draft : pairing.drafts) {
      pairing.finish(draft);
    }
    return pairing.drafts;
  }

  private void take(Message message) {
    switch (message.role()) {
      case REQUEST -> open(message);
      case RESPONSE -> answer(message);
      case INTERIM -> {
        ExchangeDraft draft = find(message.correlation(), false);
        if (draft != null) {
          draft.interim.add(message);
        }
      }
    }
  }

  private void open(Message request) {
    if (request.correlation() instanceof Correlation.ByKey byKey) {
      ExchangeDraft retried = openByKey.get(byKey.key());
      if (retried != null) {
        retried.interim.add(request);
        return;
      }
    }
    ExchangeDraft draft = draft(request);
    draft.request = request;
    drafts.add(draft);
    switch (request.correlation()) {
      case Correlation.InOrder _ -> openInOrder.add(draft);
      case Correlation.ByKey byKey -> openByKey.put(byKey.key(), draft);
    }
  }

  private void answer(Message response) {
    ExchangeDraft draft = find(response.correlation(), true);
    if (draft == null) {
      if (isUnasked(response)) {
        return;
      }
      draft = draft(response);
      drafts.add(draft);
    }
    draft.response = response;
  }

  /**
   * Whether nobody asked for an answer, as for a server's 408 before it closes. Where a key says
   * which request is meant, that was not captured.
   */
  private boolean isUnasked(Message response) {
    boolean isKeyed = response.correlation() instanceof Correlation.ByKey;
    return (!isKeyed && !drafts.isEmpty())
        || response.protocol().purpose() == AppProtocol.Purpose.NAME_RESOLUTION;
  }

  private @Nullable ExchangeDraft find(Correlation correlation, boolean close) {
    return switch (correlation) {
      case Correlation.InOrder inOrder -> {
        // Answers that were never captured belong to the oldest requests: those stay open.
        for (int lost = 0; lost < inOrder.lostAnswers() && openInOrder.size() > 1; lost++) {
          openInOrder.remove();
        }
        yield close ? openInOrder.poll() : openInOrder.peek();
      }
      case Correlation.ByKey byKey ->
          close ? openByKey.remove(byKey.key()) : openByKey.get(byKey.key());
    };
  }

  private ExchangeDraft draft(Message first) {
    ExchangeKind kind =
        first.protocol().purpose() == AppProtocol.Purpose.NAME_RESOLUTION
            ? ExchangeKind.DNS
            : ExchangeKind.REQUEST;
    return new ExchangeDraft(
        kind,
        conversation.connection(),
        conversation.client(),
        conversation.server(),
        first.protocol(),
        first.span().firstNanos(),
        first.span().lastNanos());
  }

  /**
   * An answer that is not there though a later request was answered in order was not captured, or
   * was given up by both sides: the request ended when the client went on to the next.
   */
  private void endUnanswered() {
    ExchangeDraft next = null;
    for (int i = drafts.size() - 1; i >= 0; i--) {
      ExchangeDraft draft = drafts.get(i);
      boolean isInOrder =
          draft.request != null && draft.request.correlation() instanceof Correlation.InOrder;
      if (isInOrder && draft.response == null && next != null) {
        draft.isPassedOver = true;
        draft.endNanos = Math.max(draft.endNanos, next.ownStartNanos);
      }
      next = isInOrder && (draft.response != null || draft.isPassedOver) ? draft : next;
    }
  }

  private void finish(ExchangeDraft draft) {
    Message request = draft.request;
    Message response = draft.response;
    Message naming = request != null ? request : response;
    draft.label = naming == null ? "" : naming.content().label();
    if (request != null) {
      draft.isLongLived = request.content().isLongLived();
      draft.confidence = request.confidence();
      draft.endNanos = Math.max(draft.endNanos, request.span().lastNanos());
    }
    if (response == null && !draft.isPassedOver) {
      draft.endNanos = Math.max(draft.endNanos, conversation.endNanos());
      draft.isFailed = request != null && !draft.isLongLived && request.isComplete();
    } else if (response != null) {
      draft.status = response.content().status();
      draft.isFailed = response.content().isFailure();
      draft.isLongLived |= response.content().isLongLived();
      draft.confidence = Math.min(draft.confidence, response.confidence());
      draft.endNanos = Math.max(draft.endNanos, response.span().lastNanos());
      response
          .content()
          .awaitedInVain()
          .ifPresent(vain -> draft.endNanos = Math.max(draft.endNanos, vain.endNanos()));
    }
  }
}
