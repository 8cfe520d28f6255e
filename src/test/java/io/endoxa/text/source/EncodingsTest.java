package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "windows-1252 | Le pont, très attendu, ouvrira lundi à midi, a déclaré le maire.",
        "windows-1252 | He said “nothing” — and left the café on the quay.",
        "ISO-8859-1 | Die Brücke öffnet am Montag, sagte der Bürgermeister der Stadt.",
        "windows-1251 | Мост открывается в понедельник, сказал мэр города.",
        "KOI8-R | Мост открывается в понедельник, сказал мэр города.",
        "windows-1254 | Köprü pazartesi günü açılıyor, dedi belediye başkanı.",
        "windows-1253 | Η γέφυρα ανοίγει τη Δευτέρα, είπε ο δήμαρχος της πόλης.",
        "ISO-8859-2 | Most zostanie otwarty w poniedziałek, powiedział burmistrz.",
        "windows-1250 | Most bude otevřen v pondělí, řekl starosta města.",
        "windows-1256 | قال رئيس البلدية إن الجسر سيفتتح يوم الاثنين.",
        "GB18030 | 这座桥将于星期一开通，市长说。建设用了两年时间。",
        "Big5 | 這座橋將於星期一開通，市長說。建設用了兩年時間。",
        "Shift_JIS | 橋は月曜日に開通すると市長が述べた。",
        "EUC-KR | 다리는 월요일에 개통된다고 시장이 말했다.",
        "UTF-8 | Կամուրջը կբացվի երկուշաբթի։",
      })
  void aSentenceIsEnoughToTellItsEncoding(String charset, String text) throws Exception {
    assertThat(Encodings.decode(text.getBytes(Charset.forName(charset)), List.of()))
        .isEqualTo(text);
  }

  @Test
  void whatIsDeclaredCountsInItsOrderWhereItFits() throws Exception {
    byte[] bytes = "Дом.".getBytes(Charset.forName("windows-1251"));

    assertThat(Encodings.decode(bytes, List.of("utf-8", "no such", "windows-1251", "koi8-r")))
        .isEqualTo("Дом.");
    assertThat(Encodings.decode(bytes, List.of("iso-8859-1"))).isEqualTo("Äîì.");
  }

  @Test
  void declaredEncodingsOfOtherUnitsThanBytesAreNotBelieved() throws Exception {
    byte[] bytes =
        "Le pont, très attendu, ouvrira lundi à midi, a déclaré le maire."
            .getBytes(StandardCharsets.ISO_8859_1);

    for (String declared : List.of("utf-16", "UTF-16LE", "utf-32", "IBM037")) {
      assertThat(Encodings.decode(bytes, List.of(declared))).startsWith("Le pont, très attendu");
    }
  }

  @Test
  void validUtf8IsUtf8WhateverIsDeclared() throws Exception {
    byte[] bytes = "Дом.".getBytes(StandardCharsets.UTF_8);

    assertThat(Encodings.decode(bytes, List.of("iso-8859-1"))).isEqualTo("Дом.");
  }

  @Test
  void latin1MeansTheLargerEncodingOfWindows() throws Exception {
    byte[] bytes = {(byte) 0x93, 'n', 'o', (byte) 0x94};

    assertThat(Encodings.decode(bytes, List.of("ISO-8859-1"))).isEqualTo("“no”");
  }

  @Test
  void aFileIsJudgedByItsHead() {
    byte[] cut = "Мост открывается".getBytes(StandardCharsets.UTF_8);

    assertThat(Encodings.ofHead(Arrays.copyOf(cut, cut.length - 1)))
        .isEqualTo(StandardCharsets.UTF_8);
    assertThat(Encodings.ofHead("plain".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(StandardCharsets.UTF_8);
    assertThat(Encodings.ofHead(new byte[] {0x1F, (byte) 0x8B, 8, (byte) 0xC0, (byte) 0xE1}))
        .isEqualTo(StandardCharsets.UTF_8);
    assertThat(
            Encodings.ofHead("Мост открывается в понедельник".getBytes(Charset.forName("KOI8-R"))))
        .isEqualTo(Charset.forName("KOI8-R"));
  }
}
