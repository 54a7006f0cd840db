namespace VideoReview.Web.Shell;

/// <summary>Which of a page's forms was sent.</summary>
internal static class FormName
{
    /// <summary>
    /// A page handles a post only through a form that it shows. One that hides a form when its act is impossible shows
    /// it once more while it is posted, or the person would get a bare 400 instead of the reason.
    /// </summary>
    public static bool IsPosted(HttpContext context, string form) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType
            && context.Request.Form["_handler"] == form;
}
