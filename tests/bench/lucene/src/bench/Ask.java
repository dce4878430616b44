package bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Answers questions over an index: {@code Ask INDEX}.
 *
 * <p>A question is a line {@code form, limit, facets, text} and so is its answer: {@code
 * milliseconds, total, numbers, one column a facet}, parted by tabs. The form is all, any, phrase
 * or everything. The time is from the text to the numbers and the counts with their labels. The
 * form {@code tokens} asks instead for what the analyzer makes of the text.
 */
public final class Ask {
  private final IndexReader reader;
  private final IndexSearcher searcher;
  private final SortedSetDocValuesReaderState state;
  private final Analyzer analyzer = new ArabicAnalyzer();
  private final QueryBuilder builder = new QueryBuilder(analyzer);

  private Ask(IndexReader reader) throws IOException {
    this.reader = reader;
    searcher = new IndexSearcher(reader);
    // Every question is evaluated, as everyone else's is, however often it comes.
    searcher.setQueryCache(null);
    state = new DefaultSortedSetDocValuesReaderState(reader, new FacetsConfig());
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (IndexReader reader = DirectoryReader.open(FSDirectory.open(Path.of(arguments[0])))) {
      Ask ask = new Ask(reader);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] asked = line.split("\t", -1);
        out.println(asked[0].equals("tokens") ? ask.tokens(asked[3]) : ask.answer(asked));
      }
    }
  }

  private String answer(String[] asked) throws IOException {
    int limit = Math.min(Integer.parseInt(asked[1]), reader.maxDoc());
    String[] facets = asked[2].isEmpty() ? new String[0] : asked[2].split(",");
    long started = System.nanoTime();
    Query query = query(asked[0], asked[3]);
    TopDocs top;
    FacetResult[] counts = new FacetResult[facets.length];
    if (facets.length > 0) {
      FacetsCollector matching = new FacetsCollector();
      top = FacetsCollector.search(searcher, query, limit, matching);
      Facets counted = new SortedSetDocValuesFacetCounts(state, matching);
      for (int at = 0; at < facets.length; at++) {
        counts[at] = counted.getAllChildren(facets[at]);
      }
    } else {
      top = searcher.search(query, new TopScoreDocCollectorManager(limit, Integer.MAX_VALUE));
    }
    String numbers = numbers(top);
    double milliseconds = (System.nanoTime() - started) / 1e6;
    return milliseconds + "\t" + top.totalHits.value + "\t" + numbers + written(counts);
  }

  private Query query(String form, String text) {
    if (form.equals("everything")) {
      return new MatchAllDocsQuery();
    }
    BooleanQuery.Builder parts = new BooleanQuery.Builder();
    String[] runs = form.equals("phrase") ? new String[] {text} : text.split(" ");
    for (String run : runs) {
      Query part = inEitherField(run);
      if (part != null) {
        parts.add(part, form.equals("any") ? Occur.SHOULD : Occur.MUST);
      }
    }
    return parts.build();
  }

  /** The run as a phrase, or a word where it has but one; null where all of it is stop words. */
  private Query inEitherField(String run) {
    Query title = builder.createPhraseQuery(Fields.TITLE, run);
    if (title == null) {
      return null;
    }
    return new BooleanQuery.Builder()
        .add(new BoostQuery(title, Fields.TITLE_BOOST), Occur.SHOULD)
        .add(builder.createPhraseQuery(Fields.TEXT, run), Occur.SHOULD)
        .build();
  }

  private String numbers(TopDocs top) throws IOException {
    StringJoiner numbers = new StringJoiner(",");
    for (ScoreDoc hit : top.scoreDocs) {
      // Values are read forwards only, and hits come by relevance.
      NumericDocValues values = MultiDocValues.getNumericValues(reader, Fields.NUMBER);
      values.advanceExact(hit.doc);
      numbers.add(Long.toString(values.longValue()));
    }
    return numbers.toString();
  }

  private static String written(FacetResult[] counts) {
    StringBuilder columns = new StringBuilder();
    for (FacetResult facet : counts) {
      StringJoiner values = new StringJoiner(Fields.SEVERAL, "\t", "");
      LabelAndValue[] labels = facet == null ? new LabelAndValue[0] : facet.labelValues;
      for (LabelAndValue value : labels) {
        String label = value.label.equals(Fields.UNKNOWN) ? "" : value.label;
        values.add(label + "=" + value.value);
      }
      columns.append(values);
    }
    return columns.toString();
  }

  /** The terms of a text in order, with U+0000 for each gap that a stop word leaves. */
  private String tokens(String text) throws IOException {
    StringJoiner tokens = new StringJoiner(Fields.SEVERAL);
    try (TokenStream stream = analyzer.tokenStream(Fields.TEXT, text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      PositionIncrementAttribute step = stream.addAttribute(PositionIncrementAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        for (int gap = 1; gap < step.getPositionIncrement(); gap++) {
          tokens.add(Fields.UNKNOWN);
        }
        tokens.add(term.toString());
      }
      stream.end();
    }
    return tokens.toString();
  }
}
