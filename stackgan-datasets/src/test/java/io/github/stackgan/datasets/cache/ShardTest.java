package io.github.stackgan.datasets.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.CaptionedImages;
import io.github.stackgan.datasets.Cub200;
import io.github.stackgan.datasets.IndexedImages;
import io.github.stackgan.datasets.formats.Samples;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShardTest {
    private static final IndexedImages BIRDS =
            Cub200.in(Samples.path("mini/birds")).read();

    @Test
    void shards_are_disjoint_of_one_size_and_cover_all_but_a_rest() {
        Set<String> seen = new HashSet<>();
        List<String> fingerprints = new ArrayList<>();
        for (int rank = 0; rank < 5; rank++) {
            CaptionedImages shard = Shard.of(BIRDS, rank, 5);
            assertThat(shard.size()).isEqualTo(4);
            for (int i = 0; i < 4; i++) {
                assertThat(shard.captions(i)).isEqualTo(BIRDS.captions(5 * i + rank));
                assertThat(shard.classOf(i)).isEqualTo(BIRDS.classOf(5 * i + rank));
                assertThat(seen.add(BIRDS.entry(5 * i + rank).name())).isTrue();
            }
            fingerprints.add(shard.fingerprint());
        }
        assertThat(seen).hasSize(20);
        assertThat(fingerprints).doesNotHaveDuplicates();
        assertThat(Shard.of(BIRDS, 1, 5).name()).isEqualTo("cub-200-2011/all/1-of-5");
        assertThat(Shard.of(BIRDS, 0, 1).size()).isEqualTo(24);
    }

    @Test
    void machines_that_do_not_exist_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shard.of(BIRDS, 5, 5))
                .withMessage("rank is 5 of a worldSize of 5, but must be at least 0 and below it, which must be at"
                        + " least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shard.of(BIRDS, 0, 25))
                .withMessage("worldSize is 25, but cub-200-2011/all has only 24 images");
        CaptionedImages shard = Shard.of(BIRDS, 0, 5);
        assertThatThrownBy(() -> shard.captions(4)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
