package dev.jerboa.runtime.flash;

import dev.jerboa.api.flash.Recipe;
import dev.jerboa.runtime.image.ImageStore;
import java.util.List;

/** The way of one flash, top to bottom. A board plugin may change it. */
final class StandardRecipe {
  private StandardRecipe() {}

  static Recipe steps(ImageStore images) {
    return Recipe.of(
        List.of(
            // Without the board: everything that can be checked is checked.
            new OpenBundle(),
            new PrepareImage(images),
            new ServeBootFiles(),
            new ServeImage(),
            new OpenConsole(),
            // With power, while the image is being decoded.
            new EnterBootloader(),
            new LoadFlasherOs(),
            new BootFlasherOs(),
            // In the flasher OS: find out, then write, then prove.
            new JoinNetwork(),
            new AwaitImage(),
            new ResolveTarget(),
            new RunPreflash(),
            new WriteImage(),
            new ClearOldTable(),
            new VerifyImage(),
            new Flush()));
  }
}
