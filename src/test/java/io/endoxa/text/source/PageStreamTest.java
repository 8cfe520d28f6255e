package io.endoxa.text.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageStreamTest {
  private static byte[] read(byte[] page, int piece) throws IOException {
    ByteArrayInputStream pieces =
        new ByteArrayInputStream(page) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, piece));
          }
        };
    return new PageStream(pieces).readAllBytes();
  }

  private static String read(String page) throws IOException {
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    byte[] whole = read(bytes, bytes.length + 1);

    assertThat(read(bytes, 1)).isEqualTo(whole);
    return new String(whole, StandardCharsets.UTF_8);
  }

  @Test
  void dataInBase64IsLeftOutUpToItsEnd() throws IOException {
    assertThat(read("<img src=\"data:image/png;base64,iVBORw0KGgo+/-_%3D==\" alt='x'>é"))
        .isEqualTo("<img src=\"data:image/png;base64,\" alt='x'>é");
    assertThat(read("url(DATA:font/woff2;charset=utf-8;base64,d09GMg)}a{b:data:;base64,QQ}"))
        .isEqualTo("url(DATA:font/woff2;charset=utf-8;base64,)}a{b:data:;base64,}");
    assertThat(read("data:a/b;base64,QQ,data:a/b;base64,QQ"))
        .isEqualTo("data:a/b;base64,,data:a/b;base64,");
    assertThat(read("data:image/gif;base64,R0lGOD")).isEqualTo("data:image/gif;base64,");
    assertThat(read("data:a/b;;base64,;base64,QQ")).isEqualTo("data:a/b;;base64,;base64,");
  }

  @Test
  void everythingElseStays() throws IOException {
    for (String page :
        List.of(
            "The data: yes, no; base64, one",
            "data:text/plain,One%20two",
            "data:image/svg+xml;utf8,<svg xmlns='x'>",
            "data:image/png;base64 ,iVBOR",
            ";base6",
            "")) {
      assertThat(read(page)).isEqualTo(page);
    }
    byte[] wide = "data:a/b;base64,QQ".getBytes(StandardCharsets.UTF_16LE);
    assertThat(read(wide, 7)).isEqualTo(wide);
  }

  @Test
  void endlessDataArePassedOn() throws IOException {
    String start = "data:a/b;base64,";
    byte[] page = new byte[PageStream.MOST_LEFT_OUT + 1000];
    Arrays.fill(page, (byte) 'A');
    System.arraycopy(start.getBytes(StandardCharsets.US_ASCII), 0, page, 0, start.length());

    assertThat(read(page, page.length)).hasSize(1000);
  }
}
