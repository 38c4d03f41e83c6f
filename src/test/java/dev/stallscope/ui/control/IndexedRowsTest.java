package dev.stallscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexedRowsTest {
  @Test
  void rowsAreMadeWhenTheyAreAskedFor() {
    List<Integer> made = new ArrayList<>();
    IndexedRows<String> rows =
        IndexedRows.of(
            new int[] {7, 3, 5},
            id -> {
              made.add(id);
              return "row " + id;
            },
            _ -> -1);
    assertThat(rows.size()).isEqualTo(3);
    assertThat(made).isEmpty();
    assertThat(rows.get(1)).isEqualTo("row 3");
    assertThat(made).containsExactly(3);
  }

  @Test
  void anIdIsFoundWithoutMakingRows() {
    IndexedRows<String> rows =
        IndexedRows.of(
            new int[] {7, 3, 5},
            _ -> {
              throw new AssertionError("a row was made");
            },
            item -> "row 5".equals(item) ? 5 : -1);
    assertThat(rows.indexOf("row 5")).isEqualTo(2);
    assertThat(rows.contains("row 6")).isFalse();
    assertThat(rows.indexOfId(5)).isEqualTo(2);
    assertThat(rows.indexOfId(4)).isEqualTo(-1);
    assertThat(rows.id(0)).isEqualTo(7);
    assertThat(rows.equals(IndexedRows.of(new int[] {7, 3, 5}, String::valueOf, _ -> -1)))
        .isFalse();
  }

  @Test
  void nobodyCanChangeThem() {
    assertThat(IndexedRows.none()).isEmpty();
    assertThatThrownBy(() -> IndexedRows.of(new int[1], String::valueOf, _ -> -1).add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
