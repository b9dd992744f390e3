package dev.jerboa.api.flash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashRequest.Image;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlashRequestTest {
  private static final Image OS = Image.of(Path.of("os.img"));
  private static final Image BOOT = Image.of(Path.of("boot.img"));

  @Test
  void placeAndChecksumAreThoseOfTheImageNamedLast() {
    FlashRequest request =
        FlashRequest.of(Path.of("os.img"))
            .target("emmc")
            .checksum("00")
            .image("boot.img")
            .target("sd")
            .partition("boot_a")
            .build();
    assertEquals(
        List.of(OS.toTarget("emmc").withChecksum("00"), BOOT.toTarget("sd").toPartition("boot_a")),
        request.images());
  }

  @Test
  void aRequestNeedsAnImage() {
    FlashRequest.Builder empty = FlashRequest.of(List.of());
    assertEquals("usage.no-image", assertThrows(JerboaException.class, empty::build).code());
    JerboaException error = assertThrows(JerboaException.class, () -> empty.target("emmc"));
    assertEquals("usage.no-image", error.code());
  }

  private static Image at(Image image, String place) {
    String[] words = place.split("/", -1);
    Image placed = words[0].isEmpty() ? image : image.toTarget(words[0]);
    return words.length == 1 ? placed : placed.toPartition(words[1]);
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({"'', ''", "emmc, emmc", "emmc, emmc/a", "emmc/a, emmc", "emmc/a, emmc/a", "'', /a"})
  void anImageThatWouldDestroyAnotherIsRefused(String first, String second) {
    List<Image> images = List.of(at(OS, first), at(BOOT, second));
    FlashRequest.Builder builder = FlashRequest.of(images);
    JerboaException error = assertThrows(JerboaException.class, builder::build);
    assertEquals("usage.images-collide", error.code());
    assertTrue(error.getMessage().contains("os.img") && error.getMessage().contains("boot.img"));
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({"emmc, sd", "emmc/a, emmc/b", "emmc/a, sd/a", "/a, /b", "emmc, sd/a"})
  void imagesOfDifferentPlacesAreTaken(String first, String second) {
    List<Image> images = List.of(at(OS, first), at(BOOT, second));
    assertEquals(images, FlashRequest.of(images).build().images());
  }
}
