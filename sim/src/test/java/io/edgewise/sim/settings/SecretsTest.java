package io.edgewise.sim.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URIs with secrets in them. */
class SecretsTest {

  @ParameterizedTest
  @CsvSource({
    "s3a://AKIA:hunter2@bucket/runs,         is s3a://***@bucket/runs",
    "hdfs://me:hunter2@namenode:8020/runs,   is hdfs://***@namenode:8020/runs",
    "abfss://c@a.dfs.core/x?sv=1&sig=hunter2, is abfss://c@a.dfs.core/x?sv=1&sig=***",
    "https://host/data?access_key=hunter2&n=1, is https://host/data?access_key=***&n=1"
  })
  void aSecretIsRefusedAndNotRepeated(String uri, String shown) {
    assertThat(Secrets.problemOf(uri))
        .hasValueSatisfying(p -> assertThat(p).startsWith(shown + ","));
    assertThat(Secrets.problemOf(uri).orElseThrow()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runs",
        "/data/a:b@c",
        "hdfs://namenode:8020/runs",
        "s3a://bucket/runs",
        "abfss://container@account.dfs.core.windows.net/runs",
        "s3a://bucket/a@b:c/d"
      })
  void otherUrisAreLeftAlone(String uri) {
    assertThat(Secrets.problemOf(uri)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'hdfs://user:pw@host/runs of hdfs://a:b@c', 'hdfs://***@host/runs of hdfs://***@c'",
    "'cannot read https://host/x?sig=abc now', 'cannot read https://host/x?sig=*** now'",
    "'fs.s3a.secret.key=abc, next', 'fs.s3a.secret.key=***, next'",
    "'Password: hush', 'Password: ***'",
    "'accuracy=1, epochs: 3', 'accuracy=1, epochs: 3'"
  })
  void secretsInTextsAreHidden(String text, String hidden) {
    assertThat(Secrets.hiddenIn(text)).isEqualTo(hidden);
  }
}
