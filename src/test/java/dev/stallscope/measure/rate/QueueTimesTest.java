package dev.stallscope.measure.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.stallscope.measure.rate.QueueTimes.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class QueueTimesTest {
  private static final IntToLongFunction NOTHING_KNOWN = _ -> 0;

  private static Samples samples(long... sentAndLate) {
    long[] sent = new long[sentAndLate.length / 2];
    long[] late = new long[sent.length];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = sentAndLate[2 * i];
      late[i] = sentAndLate[2 * i + 1];
    }
    return new Samples(sent, late);
  }

  private static long at(long nanos, Samples... all) {
    return new QueueTimes(List.of(all)).queuedNanos(nanos, NOTHING_KNOWN);
  }

  @Test
  void aQueueDrainsAsTimePasses() {
    Samples samples = samples(100, 50, 110, 60);

    assertThat(at(109, samples)).isZero();
    assertThat(at(110, samples)).isEqualTo(40);
    assertThat(at(130, samples)).isEqualTo(20);
    assertThat(at(150, samples)).isZero();
  }

  @Test
  void oneLatePacketIsNoQueue() {
    assertThat(at(115, samples(100, 0, 110, 60))).isZero();
    assertThat(at(115, samples(110, 60))).isZero();
  }

  @Test
  void theNextPacketTellsBetter() {
    assertThat(at(125, samples(100, 90, 110, 80, 120, 10))).isEqualTo(5);
  }

  @Test
  void theLongestQueueCounts() {
    assertThat(at(115, samples(100, 20, 110, 20), samples(101, 40, 111, 40))).isEqualTo(26);
  }

  @Test
  void whatIsKnownOfASenderIsDeducted() {
    QueueTimes times =
        new QueueTimes(List.of(samples(100, 20, 110, 20), samples(101, 40, 111, 40)));

    assertThat(times.queuedNanos(115, sender -> sender == 1 ? 23 : 0)).isEqualTo(5);
    assertThat(times.queuedNanos(115, sender -> sender == 1 ? Long.MAX_VALUE : 0)).isEqualTo(5);
    assertThat(times.queuedNanos(115, sender -> sender == 1 ? 10 : 0)).isEqualTo(16);
  }

  @Test
  void withoutSendersThereIsNone() {
    assertThat(at(115)).isZero();
  }

  /** One after the other, by definition. */
  private static long slowly(List<Samples> all, long nanos, IntToLongFunction known) {
    long most = 0;
    for (int sender = 0; sender < all.size(); sender++) {
      Samples samples = all.get(sender);
      int last = -1;
      while (last + 1 < samples.size() && samples.sentNanos(last + 1) <= nanos) {
        last++;
      }
      if (last >= 1 && known.applyAsLong(sender) < Long.MAX_VALUE) {
        long left =
            Math.min(
                samples.sentNanos(last) + samples.lateNanos(last),
                samples.sentNanos(last - 1) + samples.lateNanos(last - 1));
        most = Math.max(most, left - nanos - known.applyAsLong(sender));
      }
    }
    return most;
  }

  @Test
  void itFindsWhatAllTell() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      List<Samples> all = new ArrayList<>();
      for (int sender = 0; sender < random.nextInt(12); sender++) {
        long[] told = new long[2 * random.nextInt(9)];
        long now = random.nextInt(300);
        for (int i = 0; i < told.length; i += 2) {
          told[i] = now += 1 + random.nextInt(40);
          told[i + 1] = random.nextInt(60);
        }
        all.add(samples(told));
      }
      QueueTimes times = new QueueTimes(all);
      for (long now = 0; now < 700; now += 7) {
        int left = random.nextInt(12);
        IntToLongFunction known =
            sender -> sender == left ? Long.MAX_VALUE : (long) sender * 3 % 11;
        assertThat(times.queuedNanos(now, known)).isEqualTo(slowly(all, now, known));
      }
    }
  }

  /** One look at each sender for each question would be ten thousand million of them. */
  @Test
  void thousandsOfSendersInOneQueueAreNotAllAsked() {
    int senders = 100_000;
    List<Samples> all = new ArrayList<>();
    for (int sender = 0; sender < senders; sender++) {
      long[] told = new long[20];
      for (int i = 0; i < told.length; i += 2) {
        told[i] = 50L * sender + 1_000L * i;
        told[i + 1] = 400_000;
      }
      all.add(samples(told));
    }
    AtomicLong asked = new AtomicLong();
    IntToLongFunction known =
        sender -> {
          asked.incrementAndGet();
          return 0;
        };

    long longest =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30),
            () -> {
              QueueTimes times = new QueueTimes(all);
              long most = 0;
              for (int i = 0; i < senders; i++) {
                most = Math.max(most, times.queuedNanos(50L * i + 7, known));
              }
              return most;
            });

    assertThat(longest).isBetween(390_000L, 400_000L);
    assertThat(asked.get()).isLessThan(10L * senders);
  }
}
