package dev.jerboa.api.flash;

import dev.jerboa.api.config.Doc;
import dev.jerboa.api.config.Example;
import dev.jerboa.api.config.NoEffect;
import java.util.Optional;

/**
 * The configuration keys of every flasher node, as in Jumpstarter.
 *
 * <p>Boards without keys of their own use this record as their configuration type.
 */
public record FlasherConfig(
    @Doc("The flasher bundle: a folder or an OCI layout on disk, relative to this file.")
        @Example("bundles/my-board")
        Optional<String> flasherBundle,
    @Doc("The manifest inside the bundle; manifest.yaml when absent.") Optional<String> manifest,
    @Doc("The device tree variant; the manifest's default when absent.") Optional<String> variant,
    @Doc("The target that is flashed when none is named; the manifest's when absent.")
        Optional<String> defaultTarget,
    @Doc("Accepted from Jumpstarter; files are kept in Jerboa's own cache folder.") @NoEffect
        Optional<String> cacheDir,
    @Doc("Accepted from Jumpstarter; no folder is served, only the files of the flash.") @NoEffect
        Optional<String> tftpDir,
    @Doc("Accepted from Jumpstarter; no folder is served, only the image of the flash.") @NoEffect
        Optional<String> httpDir,
    @Doc("Accepted from Jumpstarter; the board fetches from the exporter only, without TLS.")
        @NoEffect
        Optional<String> cacert) {}
