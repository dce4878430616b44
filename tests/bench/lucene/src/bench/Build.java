package bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.store.FSDirectory;

/**
 * Indexes the rows of a file: {@code Build ROWS INDEX THREADS}.
 *
 * <p>Prints the seconds it took, those of all processors, and the peak of memory in bytes.
 */
public final class Build {
  private static final double RAM_BUFFER_MB = 256;

  private final BufferedReader rows;
  private final String[] columns;
  private final IndexWriter writer;
  private final FacetsConfig facets = new FacetsConfig();

  private Build(BufferedReader rows, IndexWriter writer) throws IOException {
    this.rows = rows;
    this.writer = writer;
    columns = rows.readLine().split("\t");
    for (String column : columns) {
      facets.setMultiValued(column, true);
    }
  }

  public static void main(String[] arguments) throws Exception {
    long started = System.nanoTime();
    IndexWriterConfig config = new IndexWriterConfig(new ArabicAnalyzer());
    config.setRAMBufferSizeMB(RAM_BUFFER_MB);
    // The usual scheduler merges in threads of its own: one thread would be several.
    config.setMergeScheduler(new SerialMergeScheduler());
    try (BufferedReader rows = Files.newBufferedReader(Path.of(arguments[0]));
        FSDirectory directory = FSDirectory.open(Path.of(arguments[1]));
        IndexWriter writer = new IndexWriter(directory, config)) {
      new Build(rows, writer).run(Integer.parseInt(arguments[2]));
      writer.commit();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    Duration processor = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    System.out.println(seconds + " " + processor.toNanos() / 1e9 + " " + peak());
  }

  private void run(int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> parts = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        parts.add(pool.submit(this::indexRows));
      }
      for (Future<Void> part : parts) {
        part.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  private Void indexRows() throws IOException {
    for (String row = next(); row != null; row = next()) {
      writer.addDocument(facets.build(document(row.split("\t", -1))));
    }
    return null;
  }

  private String next() throws IOException {
    synchronized (rows) {
      return rows.readLine();
    }
  }

  /** The number comes first, the title and the text last, and between them the facets. */
  private Document document(String[] row) {
    Document document = new Document();
    document.add(new NumericDocValuesField(Fields.NUMBER, Long.parseLong(row[0])));
    int last = row.length - 1;
    for (int column = 1; column < last - 1; column++) {
      for (String value : row[column].split(Fields.SEVERAL, -1)) {
        String label = value.isEmpty() ? Fields.UNKNOWN : value;
        document.add(new SortedSetDocValuesFacetField(columns[column], label));
      }
    }
    document.add(new TextField(Fields.TITLE, row[last - 1], Field.Store.NO));
    document.add(new TextField(Fields.TEXT, row[last], Field.Store.NO));
    return document;
  }

  /** The most memory that the whole process had at once, as Linux tells; 0 elsewhere. */
  private static long peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    return 0;
  }
}
