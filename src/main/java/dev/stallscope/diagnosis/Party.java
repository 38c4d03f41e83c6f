package dev.stallscope.diagnosis;

/** Who has to act. */
public enum Party {
  SERVER_APPLICATION("the server application"),
  SERVER_OPERATIONS("who runs the server"),
  CLIENT_APPLICATION("the client application"),
  NETWORK("the network between"),
  RESOLVER("who runs the name resolution"),
  WHO_CAPTURES("who takes the capture"),
  NOBODY("nobody");

  private final String title;

  Party(String title) {
    this.title = title;
  }

  /** The party in words that fit into a sentence. */
  public String title() {
    return title;
  }
}
