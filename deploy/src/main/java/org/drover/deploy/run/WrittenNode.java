package org.drover.deploy.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A member's configuration as it is written, before anything is checked. */
record WrittenNode(
    @Nullable WrittenMember node,
    @Nullable WrittenJournal journal,
    @Nullable Map<String, @Nullable WrittenGraph> graphs,
    @Nullable WrittenHttp http,
    @Nullable WrittenMetrics metrics,
    @Nullable WrittenCluster cluster) {

  record WrittenMember(
      @Nullable List<String> roles,
      @Nullable String host,
      @Nullable Integer port,
      @Nullable List<String> seeds) {}

  record WrittenJournal(
      @Nullable String url,
      @Nullable String user,
      @JsonProperty("password-file") @Nullable String passwordFile) {}

  record WrittenGraph(
      @Nullable String uri,
      @Nullable String user,
      @JsonProperty("password-file") @Nullable String passwordFile,
      @Nullable String database) {}

  record WrittenHttp(
      @Nullable String host,
      @Nullable Integer port,
      @JsonProperty("token-file") @Nullable String tokenFile,
      @Nullable WrittenTls tls) {}

  record WrittenMetrics(@Nullable String host, @Nullable Integer port) {}

  record WrittenCluster(@Nullable Boolean insecure, @Nullable WrittenClusterTls tls) {}

  record WrittenClusterTls(
      @JsonProperty("certificate-file") @Nullable String certificateFile,
      @JsonProperty("key-file") @Nullable String keyFile,
      @JsonProperty("ca-file") @Nullable String authorityFile) {}

  record WrittenTls(
      @JsonProperty("certificate-file") @Nullable String certificateFile,
      @JsonProperty("key-file") @Nullable String keyFile,
      @JsonProperty("keystore-file") @Nullable String keystoreFile,
      @JsonProperty("password-file") @Nullable String passwordFile) {}
}
