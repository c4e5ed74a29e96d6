package io.github.stackgan.sentences;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.UncheckedExecutionException;
import io.github.stackgan.StackGanException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Token vectors of the sentences last read, so that training runs the pretrained model once for each caption. */
final class TokenCache {
    /** Of the largest heap, while captions are learned from. */
    private static final int SHARE = 4;

    private static final long SMALL = 16L << 20;

    private final Cache<String, TokenVectors> known;

    private TokenCache(long bytes) {
        known = CacheBuilder.newBuilder()
                .maximumWeight(bytes)
                .weigher((String sentence, TokenVectors vectors) -> vectors.bytes() + 2 * sentence.length())
                .build();
    }

    /** For the captions of a dataset: up to a quarter of the heap. */
    static TokenCache ofCaptions() {
        return new TokenCache(Math.max(SMALL, Runtime.getRuntime().maxMemory() / SHARE));
    }

    /** For what users type: 16 MB. */
    static TokenCache small() {
        return new TokenCache(SMALL);
    }

    TokenVectors read(String sentence) {
        try {
            return known.get(sentence, () -> MiniLm.get().read(sentence));
        } catch (ExecutionException | UncheckedExecutionException e) {
            throw e.getCause() instanceof StackGanException known ? known : new IllegalStateException(e);
        }
    }

    /** Reads several, on all processors. */
    List<TokenVectors> read(List<String> sentences) {
        return sentences.parallelStream().map(this::read).toList();
    }
}
