package dev.stallscope.testkit;

import java.util.ArrayList;
import java.util.List;

/** The words after {@code dns} in a scenario, as a DNS message. */
final class ScriptDns {
  private ScriptDns() {}

  static byte[] read(ScriptTokens words) {
    String kind = words.next("query, iterative or answer");
    int id = (int) words.number("id");
    String type = words.next("type");
    String name = words.next("name");
    return switch (kind) {
      case "query" -> DnsBytes.query(id, type, name);
      case "iterative" -> DnsBytes.iterativeQuery(id, type, name);
      case "answer" -> readAnswer(words, id, type, name);
      default -> throw words.problem("dns query, dns iterative or dns answer");
    };
  }

  private static byte[] readAnswer(ScriptTokens words, int id, String type, String name) {
    String code = "NOERROR";
    boolean isTruncated = false;
    int ttl = 300;
    List<String> aliases = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    while (words.hasNext() && !words.peek().equals("unseen")) {
      String word = words.next("answer");
      switch (word) {
        case "ttl" -> ttl = (int) words.number(word);
        case "cname" -> aliases.add(words.next(word));
        case "truncated" -> isTruncated = true;
        default -> {
          if (word.chars().allMatch(Character::isUpperCase)) {
            code = word;
          } else {
            addresses.add(word);
          }
        }
      }
    }
    return DnsBytes.answer(id, type, name, code, isTruncated, ttl, aliases, addresses);
  }
}
