package dev.stallscope.analysis.detail;

import dev.stallscope.protocol.dns.DnsName;
import dev.stallscope.protocol.dns.DnsRcode;
import dev.stallscope.protocol.dns.DnsType;
import java.util.ArrayList;
import java.util.List;

/** The fields of a DNS message (RFC 1035 section 4). */
final class DnsFields {
  private static final int RESPONSE = 0x8000;

  /** Records shown of one message; the rest stands in the hex view. */
  private static final int MAX_RECORDS = 64;

  private final FieldReader in;
  private final int start;
  private final DnsName name = new DnsName();
  private final List<String> asked = new ArrayList<>();
  private final List<String> answered = new ArrayList<>();
  private int records;
  private String info = "";

  private DnsFields(FieldReader in) {
    this.in = in;
    start = in.position();
  }

  /** Fields and one line: {@code Standard query response 0x1a2b A a.example A 192.0.2.1}. */
  static AppFields read(byte[] bytes, int from, int end) {
    DnsFields dns = new DnsFields(new FieldReader(bytes, from, end));
    dns.read();
    return new AppFields("DNS", dns.info, dns.in.header("DNS", dns.info, from));
  }

  private void read() {
    long id = in.hex("Transaction ID", 2);
    long flags = in.number("Flags", 2, DnsFields::flags);
    long questions = in.number("Questions", 2);
    long answers = in.number("Answers", 2);
    long authorities = in.number("Authorities", 2);
    long additional = in.number("Additional", 2);
    for (long i = 0; i < questions && isGoing(); i++) {
      question();
    }
    section("Answer", answers, true);
    section("Authority", authorities, false);
    section("Additional", additional, false);
    in.data("More", in.left());
    boolean isResponse = (flags & RESPONSE) != 0;
    int rcode = (int) flags & 0x0f;
    info =
        (isResponse ? "Standard query response 0x" : "Standard query 0x")
            + "%04x".formatted(id)
            + (isResponse && rcode != DnsRcode.NOERROR ? " " + DnsRcode.title(rcode) : "")
            + list(asked)
            + list(answered);
  }

  private static String list(List<String> texts) {
    return texts.isEmpty() ? "" : " " + String.join(" ", texts);
  }

  private static String flags(long flags) {
    StringBuilder text = new StringBuilder((flags & RESPONSE) != 0 ? "response" : "query");
    text.append((flags & 0x0400) != 0 ? ", authoritative" : "");
    text.append((flags & 0x0200) != 0 ? ", truncated" : "");
    text.append((flags & 0x0100) != 0 ? ", recursion desired" : "");
    text.append((flags & 0x0080) != 0 ? ", recursion available" : "");
    text.append((flags & RESPONSE) != 0 ? ", " + DnsRcode.title((int) flags & 0x0f) : "");
    return text.toString();
  }

  private boolean isGoing() {
    return in.left() > 0 && !in.isCut() && records < MAX_RECORDS;
  }

  private void question() {
    records++;
    int from = in.position();
    FieldReader part = in.part(in.left());
    String host = name(part);
    long type = part.number("Type", 2, DnsFields::type);
    part.number("Class", 2);
    String text = DnsType.title((int) type) + " " + host;
    asked.add(text);
    in.add(part.header("Question", text, from));
  }

  private void section(String title, long count, boolean isAnswer) {
    for (long i = 0; i < count && isGoing(); i++) {
      record(title, isAnswer);
    }
  }

  private void record(String title, boolean isAnswer) {
    records++;
    int from = in.position();
    FieldReader part = in.part(in.left());
    String host = name(part);
    int type = (int) part.number("Type", 2, DnsFields::type);
    if (type == DnsType.OPT) {
      part.number("UDP payload size", 2);
      part.hex("Extended code and flags", 4);
    } else {
      part.number("Class", 2);
      part.number("Time to live", 4, value -> value + " s");
    }
    int length = (int) part.number("Data length", 2);
    String data = data(part, type, length);
    String text = DnsType.title(type) + " " + (data.isEmpty() ? host : data);
    if (isAnswer) {
      answered.add(text);
    }
    in.add(part.header(title, host + " " + text, from));
  }

  private String data(FieldReader part, int type, int length) {
    if (length > part.left()) {
      part.data("Data", length);
      return "";
    }
    switch (type) {
      case DnsType.A, DnsType.AAAA -> {
        if (length == (type == DnsType.A ? 4 : 16)) {
          return part.address("Address", type == DnsType.A);
        }
      }
      case DnsType.CNAME, DnsType.PTR -> {
        FieldReader target = part.part(length);
        String text = name(target);
        part.add("Name", text, length);
        return text;
      }
      default -> {}
    }
    part.data("Data", length);
    return "";
  }

  private String name(FieldReader part) {
    int from = part.position();
    int after = name.read(part.bytes(), start, from, in.end());
    if (after < 0 || after > part.end()) {
      part.data("Name that cannot be read", part.left());
      part.number("Name", 1);
      return "?";
    }
    String text = name.text().isEmpty() ? "<Root>" : name.text();
    part.add("Name", text, after - from);
    return text;
  }

  private static String type(long type) {
    return DnsType.title((int) type) + " (" + type + ")";
  }
}
