package dev.lanegrad.bench.report;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes elements of HTML and SVG, which escapes all that stands in them. */
public final class Markup {
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter writer;

  Markup() {
    try {
      writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Begins an element; attributes are names and values by turns. */
  Markup open(String element, Object... attributes) {
    try {
      writer.writeStartElement(element);
      attributes(attributes);
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  Markup close() {
    try {
      // Without text an element would be written <p/>, which HTML takes for its beginning.
      writer.writeCharacters("");
      writer.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  Markup text(String characters) {
    try {
      writer.writeCharacters(characters);
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An element with text in it. */
  Markup element(String element, String characters, Object... attributes) {
    return open(element, attributes).text(characters).close();
  }

  /** An element that never has anything in it, such as {@code meta} or {@code line}. */
  Markup empty(String element, Object... attributes) {
    try {
      writer.writeEmptyElement(element);
      attributes(attributes);
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  private void attributes(Object... namesAndValues) throws XMLStreamException {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      writer.writeAttribute((String) namesAndValues[i], value(namesAndValues[i + 1]));
    }
  }

  private static String value(Object value) {
    return value instanceof Double ? String.format(Locale.ROOT, "%.2f", value) : value.toString();
  }

  @Override
  public String toString() {
    try {
      writer.flush();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }
}
