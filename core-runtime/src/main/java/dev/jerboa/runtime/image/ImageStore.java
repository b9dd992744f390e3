package dev.jerboa.runtime.image;
public final class ImageStore { public dev.jerboa.api.flash.PreparedImage prepare(java.nio.file.Path p, java.util.Optional<String> s) throws InterruptedException { throw new IllegalStateException(); } }
