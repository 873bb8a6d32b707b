package org.drover.deploy.sample;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Pointer;
import net.sf.extjwnl.data.PointerType;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.data.Word;
import net.sf.extjwnl.dictionary.Dictionary;

/** WordNet 3.1 as it is published, read in order. */
final class WordNet {

  /** WordNet stores these beside their inverse; one direction is enough in a graph. */
  private static final Set<PointerType> INVERSES =
      Set.of(
          PointerType.HYPONYM,
          PointerType.INSTANCES_HYPONYM,
          PointerType.MEMBER_MERONYM,
          PointerType.SUBSTANCE_MERONYM,
          PointerType.PART_MERONYM,
          PointerType.CATEGORY_MEMBER,
          PointerType.USAGE_MEMBER,
          PointerType.REGION_MEMBER);

  private WordNet() {}

  /**
   * A set of synonyms.
   *
   * @param id part of speech and offset, such as {@code n-00001740}
   * @param lemmas without duplicates, in the order of the synset
   */
  record Entry(
      String id, String pos, String lexname, String gloss, List<String> lemmas, List<Link> links) {}

  /**
   * A relationship to another synset.
   *
   * @param type as in the graph, such as {@code PART_HOLONYM}
   */
  record Link(String type, String target) {}

  /** Hands over every synset, part of speech by part of speech. */
  static void each(Consumer<Entry> consumer) {
    try {
      Dictionary dictionary = Dictionary.getDefaultResourceInstance();
      try {
        for (POS pos : POS.getAllPOS()) {
          Iterator<Synset> synsets = dictionary.getSynsetIterator(pos);
          while (synsets.hasNext()) {
            consumer.accept(entry(synsets.next()));
          }
        }
      } finally {
        dictionary.close();
      }
    } catch (JWNLException e) {
      throw new IllegalStateException("WordNet on the class path cannot be read", e);
    }
  }

  private static Entry entry(Synset synset) throws JWNLException {
    Set<String> lemmas = new LinkedHashSet<>();
    for (Word word : synset.getWords()) {
      lemmas.add(word.getLemma());
    }
    Set<Link> links = new LinkedHashSet<>();
    for (Pointer pointer : synset.getPointers()) {
      if (!INVERSES.contains(pointer.getType())) {
        links.add(
            new Link(
                pointer.getType().name(), id(pointer.getTargetPOS(), pointer.getTargetOffset())));
      }
    }
    return new Entry(
        id(synset.getPOS(), synset.getOffset()),
        synset.getPOS().getLabel(),
        synset.getLexFileName(),
        synset.getGloss(),
        List.copyOf(lemmas),
        new ArrayList<>(links));
  }

  private static String id(POS pos, long offset) {
    return String.format(Locale.ROOT, "%s-%08d", pos.getKey(), offset);
  }
}
