package org.drover.deploy.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.drover.deploy.client.Json;
import org.drover.deploy.client.Unreachable;

/**
 * A proof, as a coordinator or the journal itself gives it, in what people ask of it.
 *
 * @param holds whether the finished ranges tile the keyspace, one event each
 * @param findings where they do not; empty if the proof holds
 */
public record ProofText(
    boolean holds, long ranges, long gaps, long overlaps, List<String> findings) {

  public ProofText {
    findings = List.copyOf(findings);
  }

  /**
   * @throws Unreachable if the text is no proof
   */
  public static ProofText read(String json) {
    try {
      JsonNode proof = Json.tree(json);
      if (!proof.path("holds").isBoolean()) {
        throw new Unreachable("what answered did not answer with a proof");
      }
      Reading reading = new Reading();
      reading.findings("", proof);
      for (JsonNode pass : proof.path("passes")) {
        reading.ranges += pass.path("ranges").asLong();
        reading.findings("pass " + pass.path("pass").asText() + ", ", pass);
      }
      return new ProofText(
          proof.path("holds").asBoolean(),
          reading.ranges,
          reading.gaps,
          reading.overlaps,
          reading.findings);
    } catch (JsonProcessingException e) {
      throw new Unreachable("what answered did not answer with a proof", e);
    }
  }

  private static final class Reading {

    private long ranges;
    private long gaps;
    private long overlaps;
    private final List<String> findings = new ArrayList<>();

    void findings(String where, JsonNode carrier) {
      for (JsonNode finding : carrier.path("findings")) {
        String kind = finding.path("kind").asText();
        gaps += kind.equals("GAP") ? 1 : 0;
        // The same range recorded twice covers its keys twice.
        overlaps += kind.equals("OVERLAP") || kind.equals("DUPLICATE") ? 1 : 0;
        String shard =
            finding.path("shard").isNumber() ? "shard " + finding.path("shard").asInt() : "whole";
        findings.add(where + shard + ": " + finding.path("text").asText());
      }
    }
  }
}
