package dev.jerboa.runtime.fetch;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Appends what comes to a part file. */
final class ToPart implements BodySubscriber<Void> {
  private final PartFile part;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile Subscription subscription;

  ToPart(PartFile part) {
    this.part = part;
  }

  @Override
  public CompletionStage<Void> getBody() {
    return end;
  }

  @Override
  public void onSubscribe(Subscription to) {
    subscription = to;
    to.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    try {
      for (ByteBuffer buffer : buffers) {
        part.append(buffer);
      }
    } catch (IOException e) {
      subscription.cancel();
      end.completeExceptionally(e);
    }
  }

  @Override
  public void onError(Throwable error) {
    end.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    end.complete(null);
  }
}
