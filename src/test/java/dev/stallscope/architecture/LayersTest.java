package dev.stallscope.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.regex.Pattern;

/** Who may import whom, each rule with its reason. */
@AnalyzeClasses(packages = "dev.stallscope", importOptions = LayersTest.OnlyMain.class)
class LayersTest {
  /** Leaves the tests out, whatever the build tool calls their folder. */
  static final class OnlyMain implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.matches(Pattern.compile(".*/(test|test-classes)/dev/stallscope/.*"));
    }
  }

  private static final String ROOT = "dev.stallscope.";

  /** From the lowest to the highest; packages of one entry may know each other downwards only. */
  private static final List<String> LAYERS =
      List.of(
          "bytes",
          "net",
          "time",
          "capture",
          "packet",
          "tls",
          "quic",
          "flow",
          "protocol",
          "exchange",
          "measure",
          "diagnosis",
          "analysis",
          "chart",
          "probe",
          "demo",
          "report",
          "ui",
          "app");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices()
          .matching("dev.stallscope.(**)")
          .should()
          .beFreeOfCycles()
          .because("a package that is part of a cycle cannot be understood or tested by itself");

  @ArchTest
  static void importsGoDownwards(JavaClasses classes) {
    for (int i = 0; i < LAYERS.size(); i++) {
      String[] above =
          LAYERS.subList(i + 1, LAYERS.size()).stream()
              .map(layer -> ROOT + layer + "..")
              .toArray(String[]::new);
      if (above.length > 0) {
        noClasses()
            .that()
            .resideInAPackage(ROOT + LAYERS.get(i) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(above)
            .because("a lower layer must be usable without those above it")
            .allowEmptyShould(true)
            .check(classes);
      }
    }
  }

  @ArchTest
  static final ArchRule EVERY_PACKAGE_HAS_A_LAYER =
      classes()
          .should(
              ArchConditions.resideInAnyPackage(
                  LAYERS.stream().map(layer -> ROOT + layer + "..").toArray(String[]::new)))
          .because("a package outside the list is held by none of these rules");

  @ArchTest
  static final ArchRule DECODERS_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching("dev.stallscope.protocol.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              DescribedPredicate.alwaysTrue(), resideInAPackage("dev.stallscope.protocol.http.."))
          .because("layers of protocols are put together by the detector, not by imports");

  @ArchTest
  static final ArchRule RULES_DO_NOT_KNOW_EACH_OTHER =
      classes()
          .that()
          .haveSimpleNameEndingWith("Rule")
          .and()
          .areNotInterfaces()
          .should()
          .onlyHaveDependentClassesThat(
              resideInAnyPackage("dev.stallscope.analysis..")
                  .or(
                      new DescribedPredicate<JavaClass>("not another rule") {
                        @Override
                        public boolean test(JavaClass candidate) {
                          return !candidate.getName().matches(".*Rule$") || candidate.isInterface();
                        }
                      }))
          .because("the order of rules must not matter, and each must be readable alone")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule EXCHANGES_AND_MEASURES_NAME_NO_PROTOCOL =
      noClasses()
          .that()
          .resideInAnyPackage("dev.stallscope.measure..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.stallscope.protocol.*..")
          .because("a new decoder must not change how time is accounted for");

  @ArchTest
  static final ArchRule JAVAFX_ONLY_ON_SCREEN =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.stallscope.ui..", "dev.stallscope.app..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx..", "atlantafx..", "org.kordamp..")
          .because("commands start without a toolkit and run without a display");

  @ArchTest
  static final ArchRule COMMANDS_LOAD_NO_TOOLKIT =
      noClasses()
          .that()
          .resideInAPackage("dev.stallscope.app..")
          .and()
          .haveSimpleNameNotStartingWith("Window")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx..", "atlantafx..", "org.kordamp..")
          .because("loading JavaFX would double the time that a command takes to start");

  @ArchTest
  static final ArchRule VIEW_MODELS_DRAW_NOTHING =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("ViewModel")
          .or()
          .resideInAPackage("dev.stallscope.ui.workspace..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx.scene..", "javafx.stage..")
          .because("what a pane knows is tested as a plain object");

  @ArchTest
  static final ArchRule PANES_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching("dev.stallscope.ui.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              resideInAPackage("dev.stallscope.ui.window.."), DescribedPredicate.alwaysTrue())
          .ignoreDependency(
              DescribedPredicate.alwaysTrue(),
              resideInAnyPackage(
                  "dev.stallscope.ui.workspace..",
                  "dev.stallscope.ui.control..",
                  "dev.stallscope.ui.theme..",
                  "dev.stallscope.ui.text.."))
          .because("panes follow the workspace, so that each can be built and tested alone");

  @ArchTest
  static final ArchRule SCREEN_SEES_NO_DECODERS =
      noClasses()
          .that()
          .resideInAPackage("dev.stallscope.ui..")
          .should()
          .dependOnClassesThat()
          .haveSimpleNameEndingWith("Decoder")
          .because("the window shows what was analysed and decodes nothing itself");

  @ArchTest
  static final ArchRule FILES_ARE_READ_IN_CAPTURE_ONLY =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.stallscope.capture..", "dev.stallscope.probe..", "dev.stallscope.app..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(FileChannel.class, java.nio.file.Files.class)
          .because("only the capture package and the probe know where bytes come from");

  @ArchTest
  static final ArchRule OLD_FILES_COME_FROM_THE_WINDOW_ONLY =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.stallscope.capture..", "dev.stallscope.ui.window..", "dev.stallscope.app..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(java.io.File.class)
          .because("java.io.File is what dialogs and drops hand over, and a Path everywhere else");

  @ArchTest
  static final ArchRule NOTHING_PRINTS_BELOW_APP =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.stallscope.app..")
          .should(accessField(System.class, "out"))
          .orShould(accessField(System.class, "err"))
          .because("the engine also runs behind a window");

  @ArchTest
  static final ArchRule NO_CLOCK_BELOW_APP =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.stallscope.capture.live..", "dev.stallscope.probe..", "dev.stallscope.app..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .because(
              "times come from captures, live ones and the probe; a clock elsewhere would make results depend on the day");

  @ArchTest
  static final ArchRule NO_SOCKETS_BUT_THE_PROBES_AND_THE_DEMOS =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.stallscope.probe..", "dev.stallscope.demo..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.net\\.(Socket|ServerSocket|DatagramSocket|URLConnection)")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.channels.spi..", "io.netty..", "okhttp3..", "org.xbill..")
          .because("reading a capture must not touch the network");
}
