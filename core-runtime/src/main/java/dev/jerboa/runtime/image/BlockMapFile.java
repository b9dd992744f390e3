package dev.jerboa.runtime.image;

import dev.jerboa.runtime.allocation.Range;
import dev.jerboa.runtime.digest.Sha256;
import dev.jerboa.runtime.image.BlockMap.Mapped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the XML of a block map; nothing in it is trusted. */
final class BlockMapFile {
  private static final long LARGEST_FILE = 64 << 20;
  private static final Pattern RANGE = Pattern.compile("(\\d{1,12})(?:-(\\d{1,12}))?");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final Path file;
  private final Element root;

  private BlockMapFile(Path file, Element root) {
    this.file = file;
    this.root = root;
  }

  static BlockMap read(Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw BlockMap.refuse(file, "is too large");
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      return new BlockMapFile(file, parse(file, text)).map(text);
    } catch (IOException e) {
      throw BlockMap.refuse(file, "cannot be read: " + e).causedBy(e);
    }
  }

  private static Element parse(Path file, String text) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null); // it would print to the terminal
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      return builder.parse(new ByteArrayInputStream(bytes)).getDocumentElement();
    } catch (SAXException e) {
      throw BlockMap.refuse(file, "is no XML: " + e.getMessage()).causedBy(e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's own XML parser refuses a feature", e);
    }
  }

  private BlockMap map(String text) {
    String version = root.getAttribute("version");
    if (!root.getTagName().equals("bmap") || !version.startsWith("2.")) {
      throw BlockMap.refuse(file, "is of version '%s', not 2.0".formatted(version));
    }
    String type = text("ChecksumType");
    if (!type.equals("sha256")) {
      throw BlockMap.refuse(file, "has checksums of type '%s', not sha256".formatted(type));
    }
    requireOwnChecksum(text);
    long size = number("ImageSize");
    return new BlockMap(file, Sha256.of(text), size, mapped(size, number("BlockSize")));
  }

  /** The checksum of the file counts zeros in its own place. */
  private void requireOwnChecksum(String text) {
    String stated = text("BmapFileChecksum");
    String blank = text.replace(stated, "0".repeat(stated.length()));
    if (!Sha256.isDigest(stated) || !Sha256.of(blank).equals(stated)) {
      throw BlockMap.refuse(file, "is damaged: its own checksum is wrong");
    }
  }

  private List<Mapped> mapped(long imageSize, long blockSize) {
    List<Mapped> mapped = new ArrayList<>();
    NodeList ranges = root.getElementsByTagName("Range");
    long end = 0;
    for (int index = 0; index < ranges.getLength(); index++) {
      Element element = (Element) ranges.item(index);
      Matcher blocks = RANGE.matcher(element.getTextContent().strip());
      String sha256 = element.getAttribute("chksum").toLowerCase(Locale.ROOT);
      if (!blocks.matches()) {
        throw BlockMap.refuse(file, "has a bad range '%s'".formatted(element.getTextContent()));
      }
      if (!Sha256.isDigest(sha256)) {
        throw BlockMap.refuse(file, "has no SHA-256 for the range " + blocks.group());
      }
      String last = blocks.group(2) == null ? blocks.group(1) : blocks.group(2);
      long from = Long.parseLong(blocks.group(1)) * blockSize;
      long to = Math.min(imageSize, (Long.parseLong(last) + 1) * blockSize);
      if (from < end || to <= from) {
        throw BlockMap.refuse(file, "has a range out of place: " + element.getTextContent());
      }
      mapped.add(new Mapped(new Range(from, to - from), sha256));
      end = to;
    }
    return mapped;
  }

  private long number(String name) {
    String text = text(name);
    if (!NUMBER.matcher(text).matches() || (name.equals("BlockSize") && text.length() > 6)) {
      throw BlockMap.refuse(file, "has no usable %s: '%s'".formatted(name, text));
    }
    return Long.parseLong(text);
  }

  private String text(String name) {
    NodeList found = root.getElementsByTagName(name);
    return found.getLength() == 1 ? found.item(0).getTextContent().strip() : "";
  }
}
